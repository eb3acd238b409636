import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quantile } from './harness.ts'
import { type Sample, type SoakReport, soak } from './soak/soak.ts'
import { checked, stoppedServer } from './soak/stopped-server.ts'

/*
 * A router in use for ten minutes, or for a hundred thousand requests: what it holds stays what it
 * was, and every request that was admitted has its receipt. Then a server that is told to end while
 * it is busy. Build first: it is what `bin/` runs.
 *
 *     npm run soak
 */

const PLAN = { requests: 100_000, mostMs: 600_000, atOnce: 32, requestsPerSample: 2_500 }

if (globalThis.gc === undefined) {
  const args = ['--expose-gc', ...process.argv.slice(1)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
} else {
  const report = await soak(PLAN)
  const complaints = [...complaintsOf(report), ...checks(report.directory)]
  const folder = mkdtempSync(join(tmpdir(), 'unhardcoded-soak-'))
  const stopped = await stoppedServer(folder, 2_000)
  if (stopped.exitCode !== 0) complaints.push(`the server ended with ${stopped.exitCode}`)
  complaints.push(...checks(join(folder, 'trace')))
  mkdirSync('bench/results', { recursive: true })
  const document = { ...report, statuses: [...report.statuses], stopped: [...stopped.statuses] }
  writeFileSync('bench/results/soak.json', `${JSON.stringify(document)}\n`)
  for (const each of [report.directory, folder]) rmSync(each, { recursive: true, force: true })
  console.log(`${report.requests} requests: ${told(report.statuses)}`)
  console.log(`${report.receipts} receipts, ${report.lost} lost, ${report.doubled} doubled`)
  for (const name of ['heapBytes', 'sockets', 'timers'] as const) {
    const [earlier, later] = earlierAndLater(report.samples, name)
    console.log(`${name}: ${earlier}, later ${later}`)
  }
  console.log(`told to end: ${told(stopped.statuses)}; ${stopped.lastLine}`)
  for (const complaint of complaints) console.log(`OVER ${complaint}`)
  if (complaints.length > 0) process.exitCode = 1
}

function told(statuses: ReadonlyMap<string, number>): string {
  return [...statuses].map(([status, count]) => `${count} ${status}`).join(', ')
}

function complaintsOf(report: SoakReport): string[] {
  const { lost, doubled, unwritten, faults, open, samples } = report
  const complaints = faults.slice(0, 10)
  if (lost + doubled + unwritten > 0) {
    complaints.push(`${lost} receipts lost, ${doubled} doubled, ${unwritten} unwritten`)
  }
  if (open > 0) complaints.push(`${open} calls are still open`)
  const [heapEarlier, heapLater] = earlierAndLater(samples, 'heapBytes')
  if (heapLater > heapEarlier * 1.05 + 2 ** 20) complaints.push('the heap grows')
  const [earlier, later] = earlierAndLater(samples, 'sockets')
  if (later > earlier * 1.1 + 10) complaints.push('sockets grow')
  const [timersEarlier, timersLater] = earlierAndLater(samples, 'timers')
  if (timersLater > timersEarlier * 1.1 + 10) complaints.push('timers grow')
  return complaints
}

/** The medians of the second quarter, when all is warm, and of the last one. */
function earlierAndLater(
  samples: readonly Sample[],
  name: keyof Sample,
): readonly [number, number] {
  const all = samples.map((sample) => sample[name])
  const quarter = Math.ceil(all.length / 4)
  return [quantile(all.slice(quarter, 2 * quarter), 0.5), quantile(all.slice(-quarter), 0.5)]
}

function checks(directory: string): readonly string[] {
  return [['trace', 'verify'], ['replay']].flatMap((command) => {
    const { isFine, text } = checked(command, directory)
    console.log(text.split('\n').at(-1))
    return isFine ? [] : [`${command.join(' ')}: ${text.slice(0, 500)}`]
  })
}
