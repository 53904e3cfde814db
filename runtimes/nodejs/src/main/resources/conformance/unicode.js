function main({ delimiter }) {
  const winter = `${delimiter} ☃ ${delimiter}`;
  console.log(winter);
  return { winter };
}
