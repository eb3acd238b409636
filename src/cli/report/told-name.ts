import { visible } from './glyphs.ts'
import { cutMiddle } from './table.ts'

/**
 * A name from outside, to be told in a text: nothing in it steers the terminal, and a long one is
 * cut in its middle.
 *
 * @param width the terminal columns that it has at most.
 */
export function toldName(name: string, width = 60): string {
  // Nothing is laid out that is cut anyway: a name may be of any length.
  const ends = name.length > 8 * width ? name.slice(0, 4 * width) + name.slice(-4 * width) : name
  return cutMiddle(visible(ends), width)
}
