import type { IToken } from 'chevrotain'
import type { Edit } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import { likelyFix, onlyFix } from '../problem.ts'
import { BEYOND_ASCII, shape, VISIBLE_ASCII } from '../shape.ts'
import * as t from '../tokens.ts'
import { asciiOf, codePoint, LOOK_ALIKE_SIGNS, LOOK_ALIKE_SPACES } from './look-alike.ts'
import { type OddToken, wholeOf } from './settled.ts'

/** `;` */
export const separator: OddToken = {
  shape: shape(';', /;+/y),
  settle(token, source) {
    const span = wholeOf(token)
    return {
      type: undefined,
      image: '',
      problem: {
        code: 'UH0006',
        span,
        message: `nothing stands between clauses, so \`${token.image}\` is not needed`,
        label: 'not needed',
        fix: onlyFix(`remove \`${token.image}\``, removal(source, span)),
      },
    }
  },
}

/** A space of another width, or a character that takes no space at all. */
export const oddSpace: OddToken = {
  shape: shape(BEYOND_ASCII, new RegExp(`[${LOOK_ALIKE_SPACES}]+`, 'y')),
  settle(token, source) {
    const span = wholeOf(token)
    return {
      type: undefined,
      image: '',
      problem: {
        code: 'UH0004',
        span,
        message: `${codePoint(token.image)} only looks like a space`,
        label: codePoint(token.image),
        fix: isWide(token.image)
          ? onlyFix('write a space', { span, text: ' ' })
          : onlyFix('remove it', removal(source, span)),
      },
    }
  },
}

function isWide(spaces: string): boolean {
  return Array.from(spaces).some((each) => asciiOf(each) === ' ')
}

/** A sign of another script or keyboard: `，`, `（`, `–`. */
export const oddSign: OddToken = {
  shape: shape(BEYOND_ASCII, new RegExp(`[${LOOK_ALIKE_SIGNS}]`, 'y')),
  settle(token) {
    const span = wholeOf(token)
    const ascii = asciiOf(token.image) ?? ''
    return {
      type: t.SIGNS.find((sign) => sign.LABEL === ascii),
      image: ascii,
      problem: {
        code: 'UH0004',
        span,
        message: `\`${token.image}\` only looks like \`${ascii}\``,
        label: codePoint(token.image),
        fix: onlyFix(`write \`${ascii}\``, { span, text: ascii }),
      },
    }
  },
}

/** Everything else; a run of one character is one token. */
export const stray: OddToken = {
  shape: shape(VISIBLE_ASCII + BEYOND_ASCII, /(.)\1*/sy),
  settle(token, source) {
    const span = wholeOf(token)
    return {
      type: undefined,
      image: '',
      problem: {
        code: 'UH0003',
        span,
        message: `\`${token.image}\` means nothing here`,
        ...strayHelp(token),
        fix: likelyFix(`remove \`${token.image}\``, removal(source, span)),
      },
    }
  },
}

function strayHelp({ image }: IToken): { readonly label?: string; readonly help?: string } {
  if (image.startsWith('\ufffd')) {
    return { label: 'U+FFFD', help: 'the file was not UTF-8 when it was read; save it as UTF-8' }
  }
  return image > '\x7e' ? { label: codePoint(image) } : {}
}

/** Takes a span out, but not the last thing that keeps two words apart. */
function removal(source: string, span: Span): Edit {
  const apart =
    /[\s[\](){},]|^$/.test(source.charAt(span.end)) ||
    /[\s[\](){},]|^$/.test(source.charAt(span.start - 1))
  return { span, text: apart ? '' : ' ' }
}
