/** How every text of the sandbox begins. */
const OPENING = 'The sandbox of unhardcoded answers for '

/**
 * Who wrote a text: `alpha/small`, or `?` where it breaks off before it says so. Throws where it is
 * no beginning of what one model wrote, as where parts of two were joined.
 */
export function speakerOf(text: string): string {
  const openings = text.split(OPENING).length - 1
  const isBeginning = text.startsWith(OPENING) || OPENING.startsWith(text)
  if (!isBeginning || openings > 1) throw new Error(`not of one model: ${text}`)
  const [, family, provider] = /^The \w+ of \w+ answers for (\w+) of (\w+):/.exec(text) ?? []
  return family === undefined ? '?' : `${provider}/${family}`
}
