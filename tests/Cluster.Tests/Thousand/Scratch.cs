using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies;
namespace FChat.Cluster.Tests.Thousand;
public sealed class Scratch
{
    [Fact]
    public async Task Story()
    {
        var o = TestContext.Current.TestOutputHelper!;
        var n = int.Parse(Environment.GetEnvironmentVariable("N") ?? "1000", null);
        await using var service = await ManyProcesses.Make(2, 2);
        await service.Start();
        void Say(string s) { File.AppendAllText("/tmp/turn/scratch.txt", $"{Clock.Now.TotalSeconds:0.0} {s}\n"); }
        Say($"=== started {n}");
        await using var call = await BigCall.Gather(service, n);
        Say("gathered, room made");
        await call.Ring();
        Say("all ring");
        var t = Clock.Now;
        await call.Join([.. call.People.Take(n - 1)]);
        Say($"all joined {(Clock.Now - t).TotalSeconds:0.00}");
        var at = await call.AllHave([.. call.People.Take(n - 1)]);
        Say($"all know {(Clock.Now - t).TotalSeconds:0.00} at {at}");
        var h = call.History;
        var heard = h.Stays.Select(s => s.Steps.OfType<Heard>().Where(x => x.At > t).ToList()).ToList();
        Say($"heard per client: {heard.Average(x => x.Count):0}, max {heard.Max(x => x.Count)}; names {string.Join(", ", heard.SelectMany(x => x).GroupBy(x => x.Event.Name + x.Event.Numbering).Select(g => $"{g.Key} {g.Count()}"))}");
        Say($"presence {call.People.Sum(p => p.PresenceEvents)}");
        var roster = await call.Roster(call.People[5]);
        Say($"roster {roster.Count} joined {roster.Count(r => r.Value == "Joined")}");
        t = Clock.Now;
        await call.Join([call.People[n - 1]]);
        roster = await call.Roster(call.People[n - 1]);
        Say($"late {(Clock.Now - t).TotalSeconds:0.000} {roster.Count}");
        await call.AllHave([.. call.People]);
        var owner = await call.Owner();
        await owner.Kill();
        t = Clock.Now;
        Say("killed");
        await call.Until(() => call.People.All(p => p.LineOf(call.Call) is { Seat: Seat.In, Position.Epoch: > 1 }));
        Say($"all resumed {(Clock.Now - t).TotalSeconds:0.00}");
        at = await call.AllHave([.. call.People]);
        Say($"all at {at} {(Clock.Now - t).TotalSeconds:0.00}");
        roster = await call.Roster(call.People[5]);
        Say($"roster {roster.Count} joined {roster.Count(r => r.Value == "Joined")}  {(Clock.Now - t).TotalSeconds:0.00}");
        t = Clock.Now;
        await Task.WhenAll(call.People.Skip(n / 2).Select(p => p.Leave(call.Call, call.Stop)));
        Say($"left {(Clock.Now - t).TotalSeconds:0.00}");
        at = await call.AllHave([.. call.People.Take(n / 2)]);
        Say($"all know {at} {(Clock.Now - t).TotalSeconds:0.00}");
        t = Clock.Now;
        var end = await call.Host.Do("end_call", new Aim(call.Call), new() { ["call_session_id"] = call.Call }, call.Stop);
        await call.Until(() => call.People.All(p => p.LineOf(call.Call).Seat is Seat.Gone or Seat.Out));
        Say($"ended {(Clock.Now - t).TotalSeconds:0.00}");
        t = Clock.Now;
        var faults = HistoryChecker.Faults(call.History);
        Say($"faults {faults.Count} {string.Join(" | ", faults.Take(5))} checked in {(Clock.Now - t).TotalSeconds:0.00}");
        Say(service.Log);
    }
}
