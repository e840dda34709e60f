export { cloudformation } from "./service";
