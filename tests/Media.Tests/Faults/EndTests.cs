namespace FChat.Faults;

/// <summary>Many ends at once. Janus 1.1.2 has crashed of a room that was destroyed while its handles were detached.</summary>
public sealed class EndTests
{
    private const int Rounds = 25, Rooms = 4, Publications = 4;

    [Fact]
    public async Task Rooms_that_end_with_people_in_them_do_not_hurt_the_server()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start(janus);
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Rooms).Select(_ => OpenAndEnd(silo)));
        }

        Assert.True(silo.Sfu.CanPlace);
        Assert.DoesNotContain(silo.Log, line => line.StartsWith("Warning", StringComparison.Ordinal));
        await using var raw = await RawJanus.Connect(janus);
        Assert.Empty(await raw.Rooms());
    }

    private static async Task OpenAndEnd(SfuHost silo)
    {
        var scene = await silo.Open();
        await Task.WhenAll(Enumerable.Range(0, Publications).Select(i => scene.Room.Publish($"{i}", Descriptions.Offer, CancellationToken.None)));
        await scene.DisposeAsync();
    }
}
