/**
 * Hands the signals that this process gets to another one, instead of ending by them.
 *
 * What is typed at a terminal goes to every process there, the other one included, which would get
 * it twice: it is not handed on where there is a terminal.
 *
 * @returns what ends that.
 */
export function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const { stdin, stdout, stderr } = process
  const hasTerminal = [stdin, stdout, stderr].some(({ isTTY }) => isTTY === true)
  const listeners = SIGNALS.map(({ signal, from }) => {
    const listener = (): void => {
      if (from === 'anybody' || !hasTerminal) send(signal)
    }
    process.on(signal, listener)
    return { signal, listener }
  })
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener)
  }
}

/** Who sends them, as a rule. */
const SIGNALS = [
  { signal: 'SIGINT', from: 'terminal' },
  { signal: 'SIGQUIT', from: 'terminal' },
  { signal: 'SIGTERM', from: 'anybody' },
  { signal: 'SIGHUP', from: 'anybody' },
] as const satisfies readonly {
  readonly signal: NodeJS.Signals
  readonly from: 'terminal' | 'anybody'
}[]
