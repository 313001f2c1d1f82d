namespace FChat.Rooms;

/// <summary>What a room tells, and what it refuses.</summary>
public sealed class EventTests(SharedJanus janus, MediaBrowser browser) : MediaScene(janus, browser)
{
    [Fact]
    public async Task Nothing_can_be_subscribed_to_before_it_is_up()
    {
        var sender = NewPeer();
        var publication = Expected.Of(await Scene.Room.Publish("ann", await sender.Offer(new Sending()), CancellationToken.None));
        Assert.Equal(SfuFault.NoSuchFeed, Expected.Not(await Scene.Room.Subscribe(publication, Everything, CancellationToken.None)));
    }

    [Fact]
    public async Task Who_talks_is_told_and_who_ceases_to()
    {
        var sender = NewPeer();
        var publication = await Scene.Publish(sender, new Sending());
        await Scene.Publish(NewPeer(), new Sending { gain = 0 }, "ben");

        var loud = await Scene.Expect<Talking>(talk => talk.IsTalking);
        Assert.Same(publication, loud.Publication);
        Assert.InRange(loud.LevelDbov, -40, 0);
        await sender.Volume(0);
        var quiet = await Scene.Expect<Talking>(talk => !talk.IsTalking);
        Assert.Same(publication, quiet.Publication);
        Assert.InRange(quiet.LevelDbov, -127, -40);
        Assert.Equal(2, Scene.Count<Talking>());
    }

    [Fact]
    public async Task Who_is_muted_by_the_server_does_not_talk_and_talks_on_when_they_are_no_longer()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        await Scene.Expect<Talking>(talk => talk.IsTalking);

        Expected.Of(await publication.Mute(true, CancellationToken.None));
        await Scene.Expect<Talking>(talk => !talk.IsTalking);
        Expected.Of(await publication.Mute(false, CancellationToken.None));
        await Scene.Until(() => Scene.Count<Talking>(talk => talk.IsTalking) == 2);
    }

    [Fact]
    public async Task A_page_that_is_closed_ends_its_publication_and_what_others_receive_of_it()
    {
        var sender = NewPeer();
        var publication = await Scene.Publish(sender, new Sending());
        var subscription = await Scene.Subscribe(NewPeer(), publication, Everything);

        await sender.Close();
        Assert.Same(publication, (await Scene.Expect<PublicationEnded>()).Publication);
        Assert.Same(subscription, (await Scene.Expect<SubscriptionEnded>()).Subscription);
        Assert.Equal(SfuFault.NoSuchFeed, Expected.Not(await publication.Mute(true, CancellationToken.None)));
        Assert.Equal(SfuFault.NoSuchFeed, Expected.Not(await subscription.Select(Everything, CancellationToken.None)));
        Assert.Equal(SfuFault.NoSuchFeed, Expected.Not(await Scene.Room.Subscribe(publication, Everything, CancellationToken.None)));
    }

    [Fact]
    public async Task A_page_that_is_closed_ends_what_it_receives_and_nothing_else()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        var leaver = NewPeer();
        var stayer = NewPeer();
        var left = await Scene.Subscribe(leaver, publication, Everything);
        await Scene.Subscribe(stayer, publication, Everything);

        await leaver.Close();
        Assert.Same(left, (await Scene.Expect<SubscriptionEnded>()).Subscription);
        var now = await stayer.PacketsReceived();
        await stayer.UntilReceived(lines => lines.Any(line => line.Packets > now + 10));
        Assert.Equal(0, Scene.Count<PublicationEnded>());
    }

    [Fact]
    public async Task A_publication_that_is_disposed_is_gone_from_Janus_and_so_is_what_others_received_of_it()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        var subscription = await Scene.Subscribe(NewPeer(), publication, Everything);
        await using var raw = await RawJanus.Connect(Server);
        Assert.Equal(1, (await raw.RoomOf(Scene)).Publishers);

        await publication.DisposeAsync();
        Assert.Same(subscription, (await Scene.Expect<SubscriptionEnded>()).Subscription);
        Assert.Equal(0, Scene.Count<PublicationEnded>());
        while ((await raw.RoomOf(Scene)).Publishers > 0)
        {
            await Task.Yield(); // Janus answers to a detach before its handle has done it
        }

        await publication.DisposeAsync();
    }

    [Fact]
    public async Task A_room_that_is_disposed_is_gone_from_Janus_and_tells_nothing_more()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        await using var raw = await RawJanus.Connect(Server);
        var number = (await raw.RoomOf(Scene)).Number;

        await Scene.Room.DisposeAsync();
        await Scene.Completed;
        Assert.DoesNotContain(await raw.Rooms(), room => room.Number == number);
        Assert.Equal(0, Scene.Count<RoomLost>());
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await Scene.Room.Publish("ann", "v=0", CancellationToken.None)));
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await publication.Renegotiate("v=0", CancellationToken.None)));
    }

    [Fact]
    public async Task A_room_that_somebody_else_destroys_is_lost_and_another_generation_can_be_made()
    {
        await Scene.Publish(NewPeer(), new Sending());
        await using var raw = await RawJanus.Connect(Server);
        await raw.Ask(VideoRoom.Destroy((await raw.RoomOf(Scene)).Number));

        Assert.Contains("destroyed", (await Scene.Expect<RoomLost>()).Reason, StringComparison.Ordinal);
        await Scene.Completed;
        await using var next = await Silo.Open();
        await next.Publish(NewPeer(), new Sending());
    }

    [Fact]
    public async Task A_room_that_was_taken_away_while_it_was_empty_is_made_anew_when_somebody_publishes()
    {
        await using var raw = await RawJanus.Connect(Server);
        await raw.Ask(VideoRoom.Destroy((await raw.RoomOf(Scene)).Number));
        await Scene.Publish(NewPeer(), new Sending());
        Assert.Equal(1, (await raw.RoomOf(Scene)).Publishers);
    }
}
