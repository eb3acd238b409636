import { expect, test } from 'vitest'
import { styleOf } from '../../../src/cli/report/style.ts'

test.each([true, false])('a list is painted text by text, in colour: %s', (color) => {
  for (const paint of Object.values(styleOf({ color }))) {
    expect(['a', 'b'].map(paint)).toEqual([paint('a'), paint('b')])
  }
})
