namespace FChat.Faults;

/// <summary>Settings that change while the silo runs.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Media:LookEvery", "00:00:00", "00:00:00.5", "LookEvery")]
    [InlineData("Media:Nodes:0:Drain", "ja", "false", "Media:Nodes:0:Drain")]
    [InlineData("Media:Nodes:0:Weight", "0", "1000", "Media:Nodes:0 needs a Weight")]
    public async Task What_can_not_be_used_is_named_once_and_everything_goes_on_as_it_was(string key, string bad, string good, string named)
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start([("Media:KeepAliveEvery", "00:00:00.2"), ("Media:LookEvery", "00:00:00.5")], janus);
        await using var scene = await silo.Open();
        silo.Set(key, bad);
        silo.Set(key, bad);
        Assert.Contains(named, Assert.Single(silo.Log, line => line.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True(silo.Sfu.CanPlace);
        await using var next = await silo.Open();
        Expected.Of(await next.Room.Publish("ann", Descriptions.Offer, CancellationToken.None));

        await janus.Kill();
        await scene.Expect<RoomLost>();
        await janus.Restart();
        await silo.Until(() => silo.Sfu.CanPlace);

        silo.Set(key, good);
        silo.Set("Media:Nodes:0:Drain", "true");
        Assert.False(silo.Sfu.CanPlace);
    }
}
