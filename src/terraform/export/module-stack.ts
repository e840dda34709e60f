import { TerraformElement, TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { Construct, RootConstruct } from "constructs";

/** A stack that becomes a module of Terraform: names without hashes, and no application around it that writes files. */
export class ModuleStack extends TerraformStack {
  /** Where the variables stand: a variable and an output may have the same name. */
  readonly inputs: Construct;
  /** Where the outputs stand. */
  readonly outputs: Construct;

  constructor() {
    super(new RootConstruct(), "module");
    this.inputs = new Construct(this, "inputs");
    this.outputs = new Construct(this, "outputs");
  }

  /** The path below the module and its part: inputs, outputs or the one construct. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = element instanceof TerraformElement ? element.node : element;
    const [, , ...ids] = node.path.split("/");
    return ids.join("_");
  }
}
