/** A line of which all is read but the decision that it holds. */
export interface PartedLine {
  /** The members of the record without `decision`. */
  readonly members: { readonly [name: string]: unknown }
  /** Where in the line the decision begins. */
  readonly start: number
}

/**
 * Reads the line of a receipt where it is laid out as writers lay it out, but for its decision:
 *
 *     {"record":"receipt",… ,"state": … ,"decision": … ,"hops":[ … }
 *
 * Undefined for any other line. If a decision in JSON stands from `start` to `end`, the whole line
 * is JSON with those members: no text holds a quote that is not escaped, and a part that is cut
 * at another depth than the outermost is not balanced.
 *
 * @param readState `JSON.parse`, or what answers a text that it has read before with the same value.
 */
export function partedReceipt(
  line: string,
  readState: (text: string) => unknown,
): (PartedLine & { readonly end: number }) | undefined {
  if (!line.startsWith(RECEIPT)) return undefined
  const state = line.indexOf(STATE)
  const decision = line.indexOf(DECISION, state)
  const end = line.lastIndexOf(REST)
  if (state < 0 || decision < 0 || end < decision) return undefined
  try {
    const after = JSON.parse(`{${line.slice(end + 1)}`)
    if (Object.hasOwn(after, 'decision')) return undefined
    const members = {
      ...JSON.parse(`${line.slice(0, state)}}`),
      state: readState(line.slice(state + STATE.length, decision)),
      ...after,
    }
    return { members, start: decision + DECISION.length, end }
  } catch {
    return undefined
  }
}

/**
 * The same of a `decision` record:
 *
 *     {"record":"decision",… ,"decision": … }
 */
export function partedDefinition(line: string): PartedLine | undefined {
  if (!isDecisionLine(line)) return undefined
  const decision = line.indexOf(DECISION)
  try {
    const members = JSON.parse(`${line.slice(0, decision)}}`)
    return { members, start: decision + DECISION.length }
  } catch {
    return undefined
  }
}

/** Whether a line begins as a `decision` record does. */
export function isDecisionLine(line: string): boolean {
  return line.startsWith(DEFINITION)
}

/** Whether nothing but a signature follows a decision in its record. */
export function endsDefinition(line: string, end: number): boolean {
  return end >= 0 && END.test(line.slice(end))
}

const RECEIPT = '{"record":"receipt",'
const DEFINITION = '{"record":"decision",'
const STATE = ',"state":'
const DECISION = ',"decision":'
const REST = ',"hops":['
const END = /^(?:,"sig":"[\w-]*")?\}\s*$/
