const main = () => 'not a dictionary';
