import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as builder from '../../src/builder/index.ts'
import { compile } from '../../src/compile/index.ts'

test('the builder of docs/application.md makes what its text means', async () => {
  const page = await readFile('docs/application.md', 'utf8')
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? []
  const printed: string[] = []
  const body = `${code.replace(/^import (.*) from .*$/m, 'const $1 = builder')}\nreturn { policy_ir, fingerprint }`
  const made = new Function('builder', 'console', body)(builder, {
    log: (text: string) => printed.push(text),
  })
  const [text = ''] = printed
  const [policy] = compile({ name: 'a.uh', text }).value?.policies ?? []
  expect(made).toEqual({ policy_ir: policy?.policy_ir, fingerprint: policy?.fingerprint })
})
