namespace FChat.Browsing;

/// <summary>A test with people at browsers.</summary>
public abstract class BrowserTest(Chromium browser)
{
    /// <summary>
    /// Plays a story, then looks for trouble on the pages and in the service. Pages are closed whatever happens: a
    /// forgotten page goes on encoding and starves the next test.
    /// </summary>
    protected async Task PlayAsync(StandaloneService service, Func<Stage, Task> story)
    {
        await using var stage = new Stage(browser, service);
        try
        {
            await story(stage);
            stage.AssertNoTrouble();
        }
        catch
        {
            await stage.TellAsync(line => TestContext.Current.TestOutputHelper?.WriteLine(line));
            throw;
        }
    }
}
