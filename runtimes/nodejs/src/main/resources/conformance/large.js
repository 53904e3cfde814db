const main = ({ size }) => ({ text: 'a'.repeat(size) });
