const main = (args) => new Promise((resolve) => setTimeout(() => resolve(args), 150));
