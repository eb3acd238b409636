import {
  characters,
  choice,
  literal,
  type Part,
  type Production,
  repeat,
  sequence,
  use,
} from './production.ts'

/**
 * Productions of `name` that say "a plain name, but none of these words" without a subtraction,
 * for notations that have none. They follow the words letter by letter: where a name has left every
 * word, anything may come; where it is a word, more letters have to, or a dot.
 *
 * @param words lower case letters only.
 */
export function freeName(name: string, words: readonly string[]): readonly Production[] {
  const initials = [...new Set(words.map((word) => word.charAt(0)))].sort()
  const others = sequence([characters(allBut(initials, LETTERS)), use(REST)])
  return [
    {
      name,
      body: choice([
        others,
        ...initials.map((each) => sequence([literal(each), use(`${name}-${each}`)])),
      ]),
    },
    ...initials.map((each) => ({
      name: `${name}-${each}`,
      body: after(words.filter((word) => word.startsWith(each)).map((word) => word.slice(1))),
    })),
    { name: REST, body: sequence([repeat(characters(LETTERS_AND_DIGITS), 0), use(DOTTED)]) },
    { name: DOTTED, body: repeat(dot(), 0) },
  ]
}

const REST = 'restOfName'
const DOTTED = 'restAfterDot'

/** How a name goes on that has begun as those words do of which the ends are given. */
function after(ends: readonly string[]): Part {
  const next = [...new Set(ends.filter((end) => end !== '').map((end) => end.charAt(0)))].sort()
  return choice([
    ends.includes('') ? repeat(dot(), 1) : use(DOTTED),
    sequence([characters(allBut(next, LETTERS_AND_DIGITS)), use(REST)]),
    ...next.map((letter) => {
      const inner = ends.filter((end) => end.startsWith(letter)).map((end) => end.slice(1))
      return sequence([literal(letter), after(inner)])
    }),
  ])
}

function dot(): Part {
  return sequence([literal('.'), use('Identifier')])
}

const LETTERS = 'A-Z_a-z'
const LETTERS_AND_DIGITS = '0-9A-Z_a-z'

/** A class of characters, which ends in `a-z`, without some of those. */
function allBut(letters: readonly string[], set: string): string {
  const kept = [...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => !letters.includes(letter))
  return set.replace('a-z', shortened(kept.join('')))
}

/** `abcxyz` is `a-cx-z`. */
function shortened(run: string): string {
  let out = ''
  for (let start = 0; start < run.length; ) {
    let end = start
    while (run.charCodeAt(end + 1) === run.charCodeAt(end) + 1) end++
    const [first, last] = [run.charAt(start), run.charAt(end)]
    out += end - start < 2 ? run.slice(start, end + 1) : `${first}-${last}`
    start = end + 1
  }
  return out
}
