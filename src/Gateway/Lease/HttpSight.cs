using FChat.Calls;
using FChat.Gateway.Http;

namespace FChat.Gateway.Lease;

/// <summary>Tells the cluster that a user who has no connection lives: each request by HTTP is a sign of it.</summary>
internal sealed class HttpSight(IGrainFactory grains, HttpCallers callers, ClusterNotes notes)
{
    /// <summary>Says so if it is time to. Returns at once.</summary>
    public void Show(UserId user)
    {
        if (callers.IsSightDue(user))
        {
            _ = notes.Say("a sign of life", () => Say(user));
        }
    }

    private async Task Say(UserId user)
    {
        var calls = await grains.User(user).SeenByHttp();
        await Task.WhenAll(calls.Select(call => grains.Call(call).Execute(new ShowLife(user))));
    }
}
