const arrived = [];

function main(args) {
  console.log('in');
  return new Promise((resolve) => {
    arrived.push(() => resolve(args));
    if (arrived.length === args.expected) {
      arrived.splice(0).forEach((release) => release());
    }
  });
}
