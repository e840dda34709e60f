import { UserError } from "../../base";
import { checkAction } from "../../policy";
import { usageError } from "../parse-args";

/** What a simulation is asked. */
export interface Question {
  /** In AWS's case. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Values of condition keys; a key that is given more than once has all its values. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Reads what is asked of the options. @throws UserError naming what is wrong */
export function readQuestion(options: {
  readonly action: readonly string[];
  readonly resource: readonly string[];
  readonly context: readonly string[];
}): Question {
  if (options.action.length === 0)
    throw usageError("simulate", "option --action is missing", "give --action s3:GetObject");
  return {
    actions: options.action.map(checkAction),
    resources: options.resource.length === 0 ? ["*"] : options.resource.map(checkResource),
    context: readContext(options.context),
  };
}

function checkResource(text: string): string {
  if (text === "*" || text.split(":").length >= 6) return text;
  throw new UserError("invalid-resource", `'${text}' is no resource, expected an ARN or *`, {
    hint: "for example arn:aws:s3:::bucket/key",
  });
}

function readContext(entries: readonly string[]): Question["context"] {
  const context: Record<string, readonly string[]> = {};
  for (const entry of entries) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(entry) ?? [];
    if (key === undefined || value === undefined) {
      throw usageError("simulate", `'${entry}' is no condition key with a value, expected KEY=VALUE`);
    }
    context[key] = [...(context[key] ?? []), value];
  }
  return context;
}
