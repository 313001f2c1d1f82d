namespace FChat.Durable;

/// <summary>Turns the end of a write into an operation's answer.</summary>
public static class CommitAnswers
{
    /// <summary>The answer once the write is done; <see cref="ErrorCode.Unavailable"/> when its outcome is unknown.</summary>
    public static async Task<Outcome<TAnswer>> Answering<TAnswer>(this Task written, Outcome<TAnswer> answer)
    {
        try
        {
            await written;
            return answer;
        }
        catch (CommitFailedException)
        {
            return Refusal.Unavailable;
        }
    }
}
