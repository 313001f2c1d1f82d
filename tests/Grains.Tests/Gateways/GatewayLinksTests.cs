using System.Runtime.CompilerServices;

namespace FChat.Gateways;

public sealed class GatewayLinksTests
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_gathers_while_a_batch_is_in_flight_goes_with_the_next_in_its_order()
    {
        using var silo = new LinksFixture();
        silo.Send(1);
        var first = await silo.Ear.Next();
        silo.Send(2, 3, 4);
        Assert.True(silo.Ear.IsQuiet);
        first.Take();
        var second = await silo.Ear.Take();

        Assert.Equal([2, 3, 4], LinksFixture.NumbersOf(second));
        Assert.Equal((1, 2, first.Batch.Link), (first.Batch.Number, second.Number, second.Link));
        Assert.False(second.Lost);
    }

    [Fact]
    public async Task A_failed_batch_is_repeated_with_its_number_before_anything_newer()
    {
        using var silo = new LinksFixture();
        silo.Send(1);
        var first = await silo.Ear.Next();
        silo.Send(2);
        first.Fail(new TimeoutException());
        await silo.Time.Pass(Retry);
        var again = await silo.Ear.Take();

        Assert.Equal(first.Batch, again);
        Assert.Equal([2], LinksFixture.NumbersOf(await silo.Ear.Take()));
        Assert.False(silo.Links.IsGone(LinksFixture.Gateway));
    }

    [Fact]
    public async Task Three_failures_give_the_gateway_up_and_what_waited_is_not_sent_later()
    {
        using var silo = new LinksFixture();
        silo.Send(1);
        (await silo.Ear.Next()).Fail(new TimeoutException());
        await silo.Time.Pass(Retry);
        (await silo.Ear.Next()).Fail(new TimeoutException());
        await silo.Time.Pass(Retry);
        var last = await silo.Ear.Next();
        silo.Send(2);
        last.Fail(new TimeoutException());
        await UntilGone(silo);

        silo.Send(3);
        silo.Time.Advance(TimeSpan.FromSeconds(6));
        silo.Send(4);
        var afterwards = await silo.Ear.Take();
        Assert.Equal([4], LinksFixture.NumbersOf(afterwards));
        Assert.True(afterwards.Lost);
    }

    [Fact]
    public async Task A_gateway_whose_client_is_gone_is_given_up_at_once()
    {
        using var silo = new LinksFixture();
        silo.Send(1);
        (await silo.Ear.Next()).Fail((Exception)RuntimeHelpers.GetUninitializedObject(typeof(ClientNotAvailableException)));

        await UntilGone(silo);
    }

    [Fact]
    public async Task A_gateway_that_answers_again_is_not_gone_any_more()
    {
        using var silo = new LinksFixture(("Failures", "1"));
        silo.Send(1);
        (await silo.Ear.Next()).Fail(new TimeoutException());
        await UntilGone(silo);
        silo.Time.Advance(TimeSpan.FromSeconds(6));
        silo.Send(2);
        await silo.Ear.Take();
        silo.Send(3);
        var next = await silo.Ear.Take();

        Assert.False(next.Lost);
        Assert.False(silo.Links.IsGone(LinksFixture.Gateway));
    }

    [Fact]
    public async Task A_lease_that_comes_back_within_its_wait_loses_nothing()
    {
        using var silo = new LinksFixture { LeasesAreLost = true };
        silo.Send(1);
        for (var second = 0; second < 5; second++)
        {
            await silo.Time.Pass(Retry);
        }

        silo.LeasesAreLost = false;
        await silo.Time.Pass(Retry);
        var batch = await silo.Ear.Take();
        Assert.Equal((1, false), (batch.Number, batch.Lost));
    }

    [Fact]
    public async Task A_gateway_without_a_lease_is_given_up_after_the_wait()
    {
        using var silo = new LinksFixture(("LeaseWait", "00:00:02")) { LeasesAreLost = true };
        silo.Send(1);
        await silo.Time.Pass(Retry);
        await silo.Time.Pass(Retry);

        await UntilGone(silo);
    }

    [Fact]
    public async Task Overflow_drops_all_that_waited_and_the_next_batch_says_so()
    {
        using var silo = new LinksFixture(("OutboxEnvelopes", "256"));
        silo.Send(0);
        var inFlight = await silo.Ear.Next();
        silo.Send([.. Enumerable.Range(1, 257)]);
        inFlight.Take();
        var next = await silo.Ear.Take();

        Assert.True(next.Lost);
        Assert.Equal([257], LinksFixture.NumbersOf(next));
        silo.Send(258);
        Assert.False((await silo.Ear.Take()).Lost);
    }

    [Theory]
    [InlineData("BatchEnvelopes", "2", 0, 2)]
    [InlineData("BatchBytes", "65536", 30_000, 2)]
    [InlineData("BatchBytes", "65536", 100_000, 1)]
    public async Task A_batch_is_no_larger_than_its_bounds_but_holds_one_envelope_of_any_size(string option, string value, int bytes, int expected)
    {
        using var silo = new LinksFixture((option, value));
        silo.Send(0);
        var inFlight = await silo.Ear.Next();
        foreach (var number in Enumerable.Range(1, 6))
        {
            silo.Links.Send(LinksFixture.Gateway, LinksFixture.Numbered(number, bytes));
        }

        inFlight.Take();
        Assert.Equal(expected, (await silo.Ear.Take()).Envelopes.Length);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_delays_no_other()
    {
        using var silo = new LinksFixture();
        var other = new GatewayId("two");
        silo.Send(1);
        await silo.Ear.Next();
        silo.Links.Send(other, LinksFixture.Numbered(2));

        Assert.Equal([2], LinksFixture.NumbersOf(await silo[other].Take()));
    }

    [Fact]
    public async Task A_link_that_had_nothing_to_send_for_long_is_forgotten_and_a_new_one_counts_from_one()
    {
        using var silo = new LinksFixture();
        silo.Send(1);
        var old = await silo.Ear.Take();
        var young = old;

        // The pump notices a moment after a batch was taken that nothing waits any more.
        for (var tries = 0; young.Link == old.Link && tries < 100; tries++)
        {
            silo.Time.Advance(TimeSpan.FromMinutes(11));
            silo.Send(2);
            young = await silo.Ear.Take();
        }

        Assert.NotEqual(old.Link, young.Link);
        Assert.Equal(1, young.Number);
    }

    private static async Task UntilGone(LinksFixture silo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!silo.Links.IsGone(LinksFixture.Gateway))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
