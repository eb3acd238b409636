import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { junitFaults } from './junit-faults.ts'

test.each(['test', 'prove'])('what `%s` writes for JUnit is what the schema allows', (command) => {
  const document = readFileSync(`fixtures/cli/commands/${command}-junit.out`, 'utf8')
  expect(document).toContain('<testcase')
  expect(junitFaults(document)).toEqual([])
})

const SUITE = 'name="a" tests="1" failures="0" errors="0"'

test.each([
  ['<testcase/>', ['<testcase> without name']],
  ['<testcase name="a" line="2"/>', ['<testcase> with line']],
  ['<testcase name="a">b</testcase>', ['text in <testcase>']],
  ['<testcase name="a"><property name="b" value="c"/></testcase>', ['<property> in testcase']],
  [
    `<testsuites><testsuite ${SUITE} time="1 s"/></testsuites>`,
    ['<testsuite> with a strange time'],
  ],
  [`<testsuites><testsuite ${SUITE} time="1.5"/></testsuites>`, []],
  ['<report/>', ['<report> in the document']],
])('the schema finds fault: %s', (document, faults) => {
  expect(junitFaults(document)).toEqual(faults)
})
