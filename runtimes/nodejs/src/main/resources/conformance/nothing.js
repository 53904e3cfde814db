const main = async () => null;
