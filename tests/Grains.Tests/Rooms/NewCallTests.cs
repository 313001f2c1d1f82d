using System.Collections.Concurrent;
using FChat.Calls;
using FChat.Cluster;
using FChat.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Rooms;

/// <summary>What a room says of the calls that it makes.</summary>
public sealed class NewCallTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    private static readonly InitiateCall Audio = new(CallType.Audio, null, null);

    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task A_call_is_known_as_new_when_its_state_is_first_asked_for_and_never_after()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var newGrains = silo.Services.GetRequiredService<NewGrains>();
        var asked = new ConcurrentQueue<bool>();
        silo.Storage.ReadFault = key =>
        {
            if (key.StartsWith("c:", StringComparison.Ordinal))
            {
                asked.Enqueue(newGrains.Take(silo.Grains.Call(new CallId(GrainKeys.IdOf(key))).GetGrainId()));
            }

            return null;
        };

        var call = await room.InitiateCall(alice.Caller, Audio).Done();
        await silo.Forget(silo.Grains.Call(call.CallSessionId));
        await room.GetActiveCall(bob.Caller).Done();

        Assert.Equal([true, false], asked);
    }
}
