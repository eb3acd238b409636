/** How a list of names says a flow, which may have the name of a policy: `flow:research`. */
export function flowEntry(name: string): string {
  return `${PREFIX}${name}`
}

/** The name of the flow that an entry says; undefined where it says a policy. */
export function flowNamed(entry: string): string | undefined {
  return entry.startsWith(PREFIX) ? entry.slice(PREFIX.length) : undefined
}

const PREFIX = 'flow:'
