namespace FChat.Faults;

/// <summary>Secrets that are wrong, nodes that are drained, nodes that are none.</summary>
public sealed class AccessTests(SharedJanus janus)
{
    private static readonly string Wrong = new('w', 24);

    [Theory]
    [InlineData("ApiSecret")]
    [InlineData("AdminKey")]
    public async Task A_wrong_secret_is_named_and_logged_once_without_itself_and_nothing_is_placed(string setting)
    {
        await using var silo = await SfuHost.StartUnready([($"Media:Nodes:0:{setting}", Wrong), ("Media:FirstPause", "00:00:00.05"), ("Media:LongestPause", "00:00:00.05")], janus.Server);
        await silo.Until(() => silo.Log.Any(line => line.StartsWith("Error", StringComparison.Ordinal)));
        Assert.True(silo.Sfu.IsConfigured);
        Assert.False(silo.Sfu.CanPlace);
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await silo.Sfu.Open(new SfuRoomRequest("call", 1), CancellationToken.None)));

        var line = Assert.Single(silo.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(setting, line, StringComparison.Ordinal);
        Assert.All(silo.Log, said => Assert.DoesNotContain(Wrong, said, StringComparison.Ordinal));
        Assert.All(silo.Log, said => Assert.DoesNotContain(janus.Server.ApiSecret, said, StringComparison.Ordinal));
        Assert.All(silo.Log, said => Assert.DoesNotContain(janus.Server.AdminKey, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_logged_once_and_tried_again()
    {
        await using var silo = await SfuHost.StartUnready(
            [("Media:Nodes:0:Url", "ws://127.0.0.1:1"), ("Media:FirstPause", "00:00:00.05"), ("Media:LongestPause", "00:00:00.05")], janus.Server);
        await silo.Until(() => silo.Log.Any(line => line.StartsWith("Warning", StringComparison.Ordinal)));
        Assert.False(silo.Sfu.CanPlace);
        Assert.Single(silo.Log);
    }

    [Fact]
    public async Task A_node_is_drained_while_the_silo_runs_and_keeps_what_it_has()
    {
        await using var silo = await SfuHost.Start(janus.Server);
        await using var scene = await silo.Open();
        var changes = 0;
        silo.Sfu.Changed += () => Interlocked.Increment(ref changes);

        silo.Set("Media:Nodes:0:Drain", "true");
        Assert.False(silo.Sfu.CanPlace);
        Assert.Equal(1, changes);
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await silo.Sfu.Open(new SfuRoomRequest("call", 1), CancellationToken.None)));
        await using var raw = await RawJanus.Connect(janus.Server);
        await raw.RoomOf(scene);

        silo.Set("Media:Nodes:0:Drain", "false");
        Assert.True(silo.Sfu.CanPlace);
        await using var next = await silo.Open();
    }

    [Fact]
    public async Task Without_nodes_there_is_no_media_server_and_nothing_is_tried()
    {
        await using var silo = await SfuHost.StartUnready([]);
        Assert.False(silo.Sfu.IsConfigured);
        Assert.False(silo.Sfu.CanPlace);
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await silo.Sfu.Open(new SfuRoomRequest("call", 1), CancellationToken.None)));
        Assert.Empty(silo.Log);
    }

    [Fact]
    public async Task New_calls_are_spread_over_nodes_by_their_weight()
    {
        await using var second = await JanusServer.Start();
        await using var silo = await SfuHost.Start([("Media:Nodes:0:Weight", "3000"), ("Media:Nodes:1:Weight", "1000")], janus.Server, second);
        var scenes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => silo.Open($"call {i}")));
        var onFirst = scenes.Count(scene => scene.Room.Node == "a");
        await Task.WhenAll(scenes.Select(scene => scene.DisposeAsync().AsTask()));
        Assert.InRange(onFirst, 7, 11);
    }

    [Fact]
    public async Task A_node_with_all_its_publishers_is_full()
    {
        await using var silo = await SfuHost.Start([("Media:MaxPublishers", "1")], janus.Server);
        await using var scene = await silo.Open();
        var changes = 0;
        silo.Sfu.Changed += () => Interlocked.Increment(ref changes);
        Assert.True(silo.Sfu.CanPlace);
        var first = await scene.Room.Publish("ann", Descriptions.Offer, CancellationToken.None);
        Assert.False(silo.Sfu.CanPlace);
        Assert.Equal(1, changes);
        Assert.Equal(SfuFault.Full, Expected.Not(await scene.Room.Publish("ben", Descriptions.Offer, CancellationToken.None)));
        Assert.Equal(SfuFault.Full, Expected.Not(await silo.Sfu.Open(new SfuRoomRequest("call", 1), CancellationToken.None)));

        await Expected.Of(first).DisposeAsync();
        Assert.True(silo.Sfu.CanPlace);
        Assert.Equal(2, changes);
        Expected.Of(await scene.Room.Publish("ben", Descriptions.Offer, CancellationToken.None));
    }

    [Fact]
    public async Task A_call_that_is_larger_than_its_node_is_placed_whole_and_said_so_once()
    {
        await using var silo = await SfuHost.Start([("Media:Nodes:0:Weight", "1"), ("Media:HighBitrate", "900000")], janus.Server);
        await using var scene = await silo.Open();
        for (var i = 0; i < 3; i++)
        {
            Expected.Of(await scene.Room.Publish("ann", Descriptions.Offer, CancellationToken.None));
        }

        Assert.Single(silo.Log, line => line.Contains("placed whole", StringComparison.Ordinal));
    }
}
