import { describeExported } from "./quilt/exported";

describeExported();
