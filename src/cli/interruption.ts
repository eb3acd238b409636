let interrupted: AbortSignal | undefined

/**
 * Aborted when the process is asked to end, by Ctrl-C or by whoever started it. From the first look
 * on, that no longer ends the process by itself; to be asked twice does.
 */
export function interruption(): AbortSignal {
  interrupted ??= listening()
  return interrupted
}

function listening(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort())
  }
  return controller.signal
}
