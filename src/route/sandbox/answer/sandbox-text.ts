/** What a text of the sandbox says, and how long it is. */
export interface TextSetting {
  readonly family: string
  readonly provider: string
  readonly draw: () => number
  readonly input: { readonly input: number }
  readonly leastWords: number
}

/**
 * A text of 20 to 60 words, or of the fewest words asked for and up to 40 more, that nobody takes for
 * the words of a model.
 */
export function sandboxText({ family, provider, draw, input, leastWords }: TextSetting): string {
  const opening = `The sandbox of unhardcoded answers for ${family} of ${provider}: ${input.input} tokens came in, no model read them.`
  const count = Math.max(leastWords, FEWEST_WORDS) + Math.floor(draw() * SPREAD)
  const filling = Array.from({ length: Math.max(0, count - opening.split(' ').length) }, () => {
    return FILLING[Math.floor(draw() * FILLING.length)] ?? ''
  })
  return filling.length === 0 ? opening : `${opening} The rest is ${filling.join(' ')}.`
}

/** What stands for thoughts. */
export const WORDS_OF_THOUGHT = 'The sandbox does not think, it only shows where thoughts would be.'

const FEWEST_WORDS = 20
const SPREAD = 40

const FILLING = [
  'sand', 'filling', 'castle', 'bucket', 'shovel', 'plain', 'quiet', 'grains', 'and', 'more',
  'of', 'the', 'same', 'until', 'it', 'ends', 'here', 'or', 'there', 'for', 'free',
] // biome-ignore format: table
