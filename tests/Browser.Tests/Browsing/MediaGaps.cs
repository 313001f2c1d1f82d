using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>Watches a page ten times a second for how long nothing new came of somebody who is heard and seen already, on whatever connection.</summary>
internal sealed class MediaGaps(IPage page)
{
    private const string Watch = """
        (kinds) => {
          window.gaps?.stop();
          const ways = new Map();
          const counts = (stats, kind) => [...stats.values()].filter((s) => s.type === "inbound-rtp" && s.kind === kind)
            .reduce((sum, s) => sum + ((kind === "video" ? s.framesDecoded : s.packetsReceived) ?? 0), 0);
          const note = (peer, kind, count, connection) => {
            const way = ways.get(`${peer} ${kind}`);
            const now = performance.now();
            if (!way) {
              if (count > 0) ways.set(`${peer} ${kind}`, { count, connection, at: now, longest: 0 });
              return;
            }
            way.longest = Math.max(way.longest, now - way.at);
            const isNew = connection && (connection === way.connection ? count > way.count : count > 0);
            if (isNew) Object.assign(way, { count, connection, at: now });
          };
          const look = async () => {
            const peers = window.FChatDiagnostics.peers();
            const present = new Set((window.FChatDiagnostics.call()?.peers ?? []).map(({ user }) => user));
            for (const key of [...ways.keys()]) if (!present.has(key.split(" ")[0])) ways.delete(key);
            for (const peer of present) {
              const connection = peers[peer];
              const stats = connection && connection.connectionState !== "closed" ? await connection.getStats() : new Map();
              for (const kind of kinds) note(peer, kind, counts(stats, kind), connection);
            }
          };
          const begun = performance.now();
          let timer = 0;
          let stopped = false;
          const again = () => void look().finally(() => { if (!stopped) timer = setTimeout(again, 100); });
          window.gaps = {
            read: () => Object.fromEntries([...ways].map(([way, { longest, at }]) => [way, Math.max(longest, performance.now() - at)])),
            watched: () => performance.now() - begun,
            stop: () => { stopped = true; clearTimeout(timer); },
          };
          again();
        }
        """;

    /// <summary>Begins anew.</summary>
    /// <param name="kinds"><c>audio</c>, <c>video</c>.</param>
    public Task WatchAsync(params string[] kinds) => page.EvaluateAsync(Watch, kinds);

    /// <summary>Waits until it has been watched for so long.</summary>
    public Task HasWatchedForAsync(TimeSpan time) =>
        Until.AnswerAsync(() => page.EvaluateAsync<double>("() => window.gaps.watched()"), watched => watched >= time.TotalMilliseconds, time + Patience.ForThePage);

    /// <summary>The longest gap of each person and kind of media since then; writes it to the test's output.</summary>
    public async Task<TimeSpan> LongestAsync(string whose)
    {
        var all = JsonSerializer.Deserialize<Dictionary<string, double>>(await page.EvaluateAsync<string>("() => JSON.stringify(window.gaps.read())"))!;
        foreach (var (way, milliseconds) in all)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"longest gap at {whose} of {way}: {milliseconds:0} ms"));
        }

        Assert.NotEmpty(all);
        return TimeSpan.FromMilliseconds(all.Values.Max());
    }
}
