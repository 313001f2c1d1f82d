using System.Globalization;
using System.Net;
using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Tests.Service;
using Microsoft.Extensions.Logging;

namespace FChat.Gateway.Tests.Security;

/// <summary>A hundred thousand requests that are none, against the whole service: it refuses them, and nothing else happens. <c>FCHAT_FUZZ_SEED</c> makes others.</summary>
[Collection(nameof(Undisturbed))]
public sealed class FuzzTests : IAsyncLifetime
{
    private const int Lanes = 3;
    private const int FramesOfLane = 12_000;
    private const int BodiesOfLane = 10_000;
    private const int Grown = 96 * 1024 * 1024;
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("FCHAT_FUZZ_SEED") ?? "20261126", CultureInfo.InvariantCulture);
    private readonly RunningService service = new(LogLevel.Warning, [.. UnlimitedGateway.NoLimits, ("Sqlite:Durability", "Normal")]);

    public ValueTask InitializeAsync() => service.InitializeAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_hundred_thousand_malformed_frames_and_bodies_are_refused_and_nothing_else_happens()
    {
        var world = await World.Make(service.Http);
        var token = world.TokenOf("host");
        (string, string)[] good = [.. OperationTable.All.Select(operation => (operation.Name, world.ArgumentOf(operation, "host")))];
        var hubs = Enumerable.Range(0, 2 * Lanes).Select(lane =>
            new FuzzedHub(service.Address, token, lane % 2 == 0 ? HubEncoding.Json : HubEncoding.MessagePack, new Mutations(Seed + lane))).ToList();
        var doors = Enumerable.Range(0, Lanes).Select(lane => new FuzzedHttp(service.Http, token, new Mutations(Seed - 1 - lane))).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await Task.WhenAll([.. hubs.Select(hub => Task.Run(() => hub.Run(good, FramesOfLane))), .. doors.Select(door => Task.Run(() => door.Run(good, BodiesOfLane)))]);

        var (frames, bodies) = (hubs.Sum(hub => hub.Refused), doors.Sum(door => door.Refused));
        Counts.Tell("fuzzing", $"{frames} hub frames and {bodies} HTTP requests refused (seed {Seed}); {hubs.Sum(hub => hub.Accepted)} frames were good after all, {hubs.Sum(hub => hub.Ended)} connections ended");
        Assert.True(!service.Logs.Errors.Any(), string.Join('\n', service.Logs.Errors.Take(3).Select(line => line.Text)));
        Assert.InRange(frames + bodies, 100_000, int.MaxValue);
        Assert.All(doors.SelectMany(door => door.Statuses.Keys), status => Assert.InRange(status, HttpStatusCode.OK, HttpStatusCode.InternalServerError - 1));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Grown);
        await TwoPeopleCallEachOther();
    }

    private async Task TwoPeopleCallEachOther()
    {
        await using var alice = await service.Connect("alice");
        await using var bob = await service.Connect("bob", HubEncoding.MessagePack);
        var room = (await alice.Invoke("create_room", """{"room_type":"Direct","members":["bob"]}""")).Data!["room_id"];
        var call = (await alice.Invoke("initiate_call", $$"""{"room_id":"{{room}}","call_type":"Audio"}""")).Data!["call_session_id"];
        await bob.NextEvent("call_initiated");
        Assert.Null((await alice.Invoke("join_call", $$"""{"call_session_id":"{{call}}"}""")).Error);
        Assert.Null((await bob.Invoke("join_call", $$"""{"call_session_id":"{{call}}"}""")).Error);
        await alice.NextEvent("call_participant_joined");
        Assert.Null((await bob.Invoke("leave_call", $$"""{"call_session_id":"{{call}}"}""")).Error);
        await alice.NextEvent("call_ended");
    }
}
