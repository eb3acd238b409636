/** A text as a header can carry it: what is not plain ASCII is percent-encoded. */
export function headerText(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(/[^\x21-\x24\x26-\x7e]/g, (character) => {
    const isHalf = /[\ud800-\udfff]/.test(character)
    return isHalf ? '%EF%BF%BD' : encodeURIComponent(character)
  })
}

/** The usual: names of policies and models. */
const PLAIN = /^[\x21-\x24\x26-\x7e]*$/
