import { quoted } from '../quoted.ts'
import type { Located } from './located.ts'
import { report } from './reading.ts'
import { type Reader, reportKind, type Site } from './record.ts'
import { suggest } from './suggestion.ts'

/** A text that is not empty. */
export const readText: Reader<string> = (value, site) => {
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '') {
    return value.value
  }
  if (value.kind === 'scalar' && value.value === '') {
    report(site.reading, 'UH6021', { message: `${site.what()} is an empty text`, span: value.span })
  } else reportKind(value, 'a text', site)
  return undefined
}

export const readFlag: Reader<boolean> = (value, site) => {
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value
  reportKind(value, '`true` or `false`', site)
  return undefined
}

/** A finite number; -0 is read as 0. Adds UH6006 and UH6008. */
export const readNumber: Reader<number> = (value, site) => {
  if (value.kind !== 'scalar' || typeof value.value !== 'number') {
    if (!reportQuotedNumber(value, site)) reportKind(value, 'a number', site)
    return undefined
  }
  if (Number.isFinite(value.value)) return value.value === 0 ? 0 : value.value
  report(site.reading, 'UH6008', {
    message: `${site.what()} is ${value.value}, which is not a finite number`,
    span: value.span,
    help: 'leave it out where it is not known',
  })
  return undefined
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function reportQuotedNumber(value: Located, { reading, what }: Site): boolean {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return false
  if (!NUMBER.test(value.value)) return false
  report(reading, 'UH6006', {
    message: `${what()} is the text ${quoted(value.value)}; a number is expected`,
    span: value.span,
    help: 'write it without quotes',
    ...(reading.text === ''
      ? {}
      : {
          fix: {
            title: 'take the quotes away',
            safe: false,
            edits: [{ span: value.span, text: value.value }],
          },
        }),
  })
  return true
}

/** A whole number that is at least `least`. Adds UH6010. */
export function countFrom(least: number): Reader<number> {
  return (value, site) => {
    const number = readNumber(value, site)
    if (number === undefined || (Number.isSafeInteger(number) && number >= least)) return number
    report(site.reading, 'UH6010', {
      message: `${site.what()} is ${number}; it is a whole number, ${least} or more`,
      span: value.span,
    })
    return undefined
  }
}

/** One of a few words. Adds UH6014 with the nearest of them. */
export function wordOf<W extends string>(words: readonly W[]): Reader<W> {
  return (value, site) => {
    const text = readText(value, site)
    if (text === undefined) return undefined
    const word = words.find((each) => each === text)
    if (word === undefined) reportWord(value, { text, words }, site)
    return word
  }
}

function reportWord(
  value: Located,
  { text, words }: { text: string; words: readonly string[] },
  { reading, what }: Site,
): void {
  report(reading, 'UH6014', {
    message: `${what()} is ${quoted(text)}; it is one of ${words.map(quoted).join(', ')}`,
    span: value.span,
    ...suggest({ text, span: value.span, reading }, words),
  })
}

/** A day of the calendar, `2026-11-10`. Adds UH6017. */
export const readDay: Reader<string> = (value, site) => {
  const text = readText(value, site)
  if (text === undefined || isDay(text)) return text
  report(site.reading, 'UH6017', {
    message: `${site.what()} is ${quoted(text)}, which is not a day`,
    span: value.span,
    help: 'write the year, the month and the day as in `2026-11-10`',
  })
  return undefined
}

/** True for a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** An `http` or `https` address without a user or a `{placeholder}` in it. Adds UH6018. */
export const readAddress: Reader<string> = (value, site) => {
  const text = readText(value, site)
  if (text === undefined || isAddress(text)) return text
  report(site.reading, 'UH6018', {
    message: `${site.what()} is ${quoted(text.replace(/\/\/.*@/, '//…@'))}, which is not an address of the web`,
    span: value.span,
    help: 'write the whole of it, as in `https://api.openai.com/v1`, without a user, a key or a placeholder',
  })
  return undefined
}

export function isAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s@/{}<>][^\s{}<>]*$/.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}
