using FChat.Gateway.RateLimits;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Security;

/// <summary>What one connection may send, of its own and of its user's, which it does not look up for each signal.</summary>
public sealed class ConnectionAllowanceTests
{
    private static readonly LimitOptions TwoAtOnce = new() { SignalsPerSecond = 2, SignalBurst = 2, UserFactor = 2 };
    private readonly FakeTimeProvider time = new();
    private readonly UserAllowances users;

    public ConnectionAllowanceTests() => users = new UserAllowances(Options.Create(TwoAtOnce), time);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(61)]
    [InlineData(3_600)]
    public async Task Connections_of_a_user_share_one_allowance_however_long_they_were_silent(int silence)
    {
        ConnectionAllowance[] connections = [.. Enumerable.Range(0, 3).Select(_ => Of("alice"))];
        await connections[0].Count(isSignal: true);
        await connections[1].Count(isSignal: true);
        time.Advance(TimeSpan.FromSeconds(silence));
        await Of("somebody else").Count(isSignal: true);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([2, 2, 0], await Allowed(connections));
    }

    [Fact]
    public async Task Another_user_has_another_allowance()
    {
        Assert.Equal([2, 2, 0], await Allowed([Of("alice"), Of("alice"), Of("alice")]));
        Assert.Equal([2], await Allowed([Of("bob")]));
    }

    [Fact]
    public async Task What_was_taken_comes_back_with_time()
    {
        var connection = Of("alice");
        Assert.Equal([2], await Allowed([connection]));

        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal([1], await Allowed([connection]));
    }

    private static async Task<List<int>> Allowed(IEnumerable<ConnectionAllowance> connections)
    {
        var allowed = new List<int>();
        foreach (var connection in connections)
        {
            var count = 0;
            while (await connection.Count(isSignal: true) is null)
            {
                count++;
            }

            allowed.Add(count);
        }

        return allowed;
    }

    private ConnectionAllowance Of(string user) => new(TwoAtOnce, users, new UserId(user), time);
}
