import { expect, test } from 'vitest'
import { Grammar } from '../../src/syntax/grammar.ts'

test('one token of lookahead decides everywhere: the grammar has no ambiguity', () => {
  expect(() => new Grammar({ skipValidations: false })).not.toThrow()
})
