/**
 * `JSON.parse` of what receipts say of health, which answers a text that it has read lately with
 * the value that it had: receipts of one minute most likely say the same.
 */
export function openStateTexts(): (text: string) => unknown {
  const recent: Read[] = []
  return (text) => {
    const known = recent.find((one) => one.text === text)
    if (known !== undefined) return known.value
    const value: unknown = JSON.parse(text)
    recent.unshift({ text, value })
    recent.length = Math.min(recent.length, MOST_RECENT)
    return value
  }
}

interface Read {
  readonly text: string
  readonly value: unknown
}

/** A few policies, of each the health that it reads, come in turn. */
const MOST_RECENT = 8
