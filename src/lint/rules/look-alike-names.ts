import type { Fix } from '../../base/diagnostic.ts'
import { asciiWord, skeleton } from '../../syntax/odd/look-alike.ts'
import { quoteText } from '../../syntax/quoted.ts'
import { type Named, namesIn } from '../named.ts'
import type { FileRule, Finding } from '../rule.ts'

export const lookAlikeNames: FileRule = {
  code: 'UH7104',
  name: 'look-alike-names',
  summary: 'a name looks like another one, or mixes alphabets',
  why: 'A Cyrillic `о` looks like a Latin `o`, and `l` like `1`: names that readers cannot tell apart are different names for the compiler, so a policy may ask for a provider that does not exist, or a reviewer may take one definition for another. Write one alphabet per word, and names that differ visibly.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'file',
  examples: {
    bad: [
      'best where provider is "\u043epenai"\n',
      'let floor1 = quality >= 0.5\nlet floorl = quality >= 0.9\npolicy p = best where floor1 or (floorl and no_log)\n',
      'best where family in ["gpt-5", "gpt-\uff15"]\n',
    ],
    good: [
      'let floor1 = quality >= 0.5\nlet floor2 = no_log\npolicy p = best where floor1 and floor2\n',
      'let `\u043c\u043e\u0434\u0435\u043b\u044c-5` = no_log\npolicy p = best where `\u043c\u043e\u0434\u0435\u043b\u044c-5`\n',
    ],
  },
  check({ source, analysis: { tree } }) {
    if (!mayDeceive(source.text)) return []
    const firstOf = new Map<string, Named>()
    const told = new Set<string>()
    return namesIn(tree).flatMap((named): readonly Finding[] => {
      const { text, span, isQuoted } = named
      const place = { source: source.name, span }
      const key = skeleton(text)
      const first = firstOf.get(key)
      if (first === undefined) firstOf.set(key, named)
      const mixed = mixedWord(text)
      const ascii = mixed === undefined ? undefined : asciiWord(mixed)
      if (mixed !== undefined) {
        const instead = ascii === undefined ? undefined : text.replace(mixed, ascii)
        return [
          {
            place,
            message: `\`${mixed}\` mixes letters of different alphabets`,
            label: 'not what it looks like',
            help:
              instead === undefined ? 'write it in one alphabet' : `did you mean \`${instead}\`?`,
            fix: isQuoted && instead !== undefined ? written(named, instead) : undefined,
          },
        ]
      }
      if (first === undefined || first.text === text || told.has(text)) return []
      told.add(text)
      return [
        {
          place,
          message: `\`${text}\` looks like \`${first.text}\`, but is another name`,
          label: 'looks like the other',
          related: [{ source: source.name, span: first.span, label: 'this is another name' }],
          help: 'give one of them a name that differs visibly, or write both alike if they are meant to be one',
        },
      ]
    })
  },
}

/** Whether the text is not plain ASCII, or two of its words look alike. */
function mayDeceive(text: string): boolean {
  if (!ASCII.test(text)) return true
  const words = new Set(text.match(WORD)?.filter((word) => NAME.test(word) && RISKY.test(word)))
  if (words.size < 2) return false
  return new Set([...words].map(skeleton)).size < words.size
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: white space is plain too
const ASCII = /^[\x00-\x7f]*$/
const WORD = /[\w.-]+/g
/** What may be a name, not a number. */
const NAME = /^[A-Za-z_]/
/** With a character that has a twin in ASCII. */
const RISKY = /[1I0Ol]/

function written({ span }: Named, text: string): Fix {
  return { title: `write \`${text}\``, safe: false, edits: [{ span, text: quoteText(text) }] }
}

/** The first word of Latin letters and others that look like them, or of full width. */
function mixedWord(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined
  return text
    .match(WORDS)
    ?.find((word) => WIDE.test(word) || (LATIN.test(word) && OTHER.test(word)))
}

const PLAIN = /^[\x20-\x7e]*$/
const WORDS = /[\p{L}\p{M}\p{N}_]+/gu
const LATIN = /\p{Script=Latin}/u
const OTHER = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u
const WIDE = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/
