import { describeExported } from "./quilt/exported";
import { describeFailures } from "./quilt/failures";
import { describeRealTemplate } from "./quilt/real-template";
import { describeUpdates } from "./quilt/updates";

// Each with a Terraform of its own, beside the others.
describeUpdates();
describeFailures();
describeExported();
describeRealTemplate();
