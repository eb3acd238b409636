/**
 * The lines of a block that are no receipts and no flows, together: what everybody has to know who plays a
 * receipt that stands below. A receipt that is laid out as no writer does is taken along; whoever
 * reads definitions leaves it out.
 */
export function definitionsIn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lines: Buffer[] = []
  for (let start = 0; start < block.length; ) {
    const found = block.indexOf(NEWLINE, start)
    const end = found < 0 ? block.length : found + 1
    const begins = block.toString('latin1', start, start + RECEIPT.length)
    if (begins !== RECEIPT && !begins.startsWith(FLOW)) {
      lines.push(block.subarray(start, end))
    }
    start = end
  }
  const all = new Uint8Array(lines.reduce((sum, line) => sum + line.length, 0))
  let at = 0
  for (const line of lines) {
    all.set(line, at)
    at += line.length
  }
  return all
}

/** How the lines of receipts begin, and those of flows, as they are written. */
const RECEIPT = '{"record":"receipt"'
const FLOW = '{"record":"flow"'
const NEWLINE = 10
