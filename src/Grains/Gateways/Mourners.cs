using Microsoft.Extensions.Logging;

namespace FChat.Gateways;

/// <summary>Tells everybody who depended on a gateway that it is gone: a bounded number at once, each until it has heard or three tries have failed.</summary>
/// <remarks>Who does not hear of it finds out alone: a call when nobody vouches for its seats, a user grain when it is swept.</remarks>
internal sealed partial class Mourners(IGrainFactory grains, int atOnce, TimeProvider time, ILogger log)
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public Task Tell(GatewayId gateway, IReadOnlyCollection<UserId> users, IReadOnlyCollection<CallId> calls)
    {
        var visits = calls.Select<CallId, Func<Task>>(call => () => grains.Call(call).GatewayLost(gateway))
            .Concat(users.Select<UserId, Func<Task>>(user => () => grains.User(user).GatewayLost(gateway)));
        return Parallel.ForEachAsync(
            visits,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, TaskScheduler = TaskScheduler.Current },
            async (visit, _) => await Tell(visit));
    }

    private async Task Tell(Func<Task> visit)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                await visit();
                return;
            }
            catch (Exception failure)
            {
                LogNotTold(failure, attempt);
                await Task.Delay(Pause * attempt, time);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A grain was not told that a gateway is gone (try {Attempt} of 3)")]
    private partial void LogNotTold(Exception failure, int attempt);
}
