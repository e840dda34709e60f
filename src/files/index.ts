export { readInput, reasonOf } from "./read-input";
