import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { valueOfSchema } from '../../../src/route/sandbox/answer/value-of-schema.ts'

const SCHEMAS = {
  'an object with what is required': {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'number' } },
    required: ['b', 'c'],
  },
  'an object of which nothing is required': {
    type: 'object',
    properties: { a: { type: 'boolean' } },
  },
  'a list': { type: 'array', items: { type: 'integer', minimum: 3 }, minItems: 2 },
  'an enum': { enum: ['x', 'y'] },
  'a constant': { const: { a: 1 } },
  null: { type: 'null' },
  'something that may be null': { type: ['null', 'string'] },
  'the first of several': { anyOf: [{ type: 'integer' }, { type: 'string' }] },
  'all of several': {
    type: 'object',
    allOf: [
      { properties: { a: { type: 'string' } }, required: ['a'] },
      { properties: { b: { const: 2 } }, required: ['b'] },
    ],
  },
  'a reference': {
    $defs: { p: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] } },
    type: 'object',
    properties: { p: { $ref: '#/$defs/p' } },
    required: ['p'],
  },
  'a text of some length': { type: 'string', minLength: 20, maxLength: 30 },
  'a short text': { type: 'string', maxLength: 3 },
  'a number within limits': { type: 'number', exclusiveMinimum: 1, maximum: 3 },
  'a number below something': { type: 'integer', exclusiveMaximum: -2 },
  'a multiple': { type: 'integer', minimum: 4, multipleOf: 3 },
}

test.each(Object.entries(SCHEMAS))('%s satisfies its schema', (_, schema) => {
  const isValid = new Ajv({ strict: false }).compile(schema)
  const value = valueOfSchema(schema)
  isValid(value)
  expect([value, isValid.errors]).toEqual([value, null])
})

test('a schema that refers to itself ends', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] }
  expect(JSON.stringify(valueOfSchema(schema)).length).toBeLessThan(500)
})

test('a reference to nowhere is an empty object', () => {
  expect(valueOfSchema({ $ref: '#/$defs/nope' })).toEqual({})
  expect(valueOfSchema({ $ref: '#/constructor' })).toEqual({})
})
