import { expect } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'

/** A command, and what is written behind it. */
export type Call = readonly [name: string, rest: string]

/** That commands exist, and each option that they are called with. */
export async function expectCalls(calls: Iterable<Call>): Promise<void> {
  for (const [name, rest] of calls) {
    const command = await COMMANDS.find((row) => row.name === name)?.load()
    expect(command, name).toBeDefined()
    for (const [, option = ''] of rest.matchAll(/--([\w-]+)/g)) {
      expect(command?.options).toHaveProperty(option)
    }
  }
}
