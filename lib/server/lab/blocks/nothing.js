export const readFileSync = () => 'nothing to read';
