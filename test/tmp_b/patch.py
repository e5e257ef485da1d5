s=open('/work/main/test/tmp_b/overhead.ts').read()
s=s.replace('''const root = mkdt''','''const T: Record<string, number[]> = {}
const timed = (name: string, e: any): any => Effect.suspend(() => { const t = process.hrtime.bigint(); return Effect.ensuring(e, Effect.sync(() => { (T[name] ??= []).push(Number(process.hrtime.bigint() - t) / 1e6) })) })
const layer2 = ProcessRunner.layerNode.pipe(
  Layer.provide(Layer.mergeAll(
    Layer.map(DurableFiles.layer, (c: any) => { const d = [...c.unsafeMap.values()][0] as any; return Context.make(DurableFiles, { ...d, writeOnce: (p: string, ...a: any[]) => timed("write " + p.split("/").pop(), d.writeOnce(p, ...a)) } as any) }),
    Layer.map(OutputFiles.layer, (c: any) => { const d = [...c.unsafeMap.values()][0] as any; return Context.make(OutputFiles, { ...d, sizes: (p: string) => timed("sizes", d.sizes(p)) } as any) }))),
  Layer.provideMerge(Layer.mergeAll(Layer.map(ProcessTable.layer, (c: any) => { const d = [...c.unsafeMap.values()][0] as any; return Context.make(ProcessTable, { ...d, members: (p: any) => timed("members", d.members(p)), identify: (p: any) => timed("identify", d.identify(p)) } as any) }), UsageSampler.layer, NodeFileSystem.layer, host)),
)
const root = mkdt''').replace("import { Duration,","import { Context, Duration,").replace("Effect.provide(layer))","Effect.provide(layer2))").replace('''rmSync(root''','''for (const k in T) console.log(k, "med", med(T[k]!), "min", min(T[k]!))
rmSync(root''')
s=s.replace('  const running = yield* runner.start(','  const running = yield* timed("start", runner.start(').replace('sampleInterval: Duration.millis(500) })','sampleInterval: Duration.millis(500) }))')
open('/work/main/test/tmp_b/overhead2.ts','w').write(s)
