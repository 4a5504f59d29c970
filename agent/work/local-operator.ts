// Who acts where nobody is named: whoever sits at the machine.

export const LOCAL = "local operator";
