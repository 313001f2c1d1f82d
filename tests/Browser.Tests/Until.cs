using System.Diagnostics;

namespace FChat;

/// <summary>Waits for what has no event of its own.</summary>
internal static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the answer satisfies.</summary>
    /// <exception cref="TimeoutException">It did not in time; names the last answer.</exception>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, TimeSpan within)
    {
        var begun = Stopwatch.GetTimestamp();
        using var turns = new PeriodicTimer(Between);
        for (; ; )
        {
            var answer = await ask();
            if (satisfies(answer))
            {
                return answer;
            }

            if (Stopwatch.GetElapsedTime(begun) > within)
            {
                throw new TimeoutException($"Still not as expected after {within}: {answer}");
            }

            await turns.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
