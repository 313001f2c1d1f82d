using FChat.Core.Presence;
using FChat.Core.Rooms;

namespace FChat.Presence;

public sealed class GatheredChangesTests
{
    private readonly GatheredChanges _changes = new();

    [Fact]
    public void Of_a_user_the_newest_change_is_taken_in_the_place_of_the_first()
    {
        Put("ann", ChatStatus.Online);
        Put("bob", ChatStatus.Online);
        Put("ann", ChatStatus.Busy);

        Assert.Equal([View("ann", ChatStatus.Busy), View("bob", ChatStatus.Online)], _changes.Take(10));
        Assert.Equal(0, _changes.Count);
        Assert.Empty(_changes.Take(10));
    }

    [Fact]
    public void Who_has_waited_longest_is_taken_first_however_many_change_again_meanwhile()
    {
        string[] people = ["ann", "bob", "cid", "dan"];
        foreach (var one in people)
        {
            Put(one, ChatStatus.Online);
        }

        List<string> taken = [];
        for (var round = 0; round < 4; round++)
        {
            var next = Assert.Single(_changes.Take(1));
            taken.Add(next.User.Value);
            Put(next.User.Value, ChatStatus.Busy);
        }

        Assert.Equal(people, taken);
    }

    [Fact]
    public void What_could_not_be_told_waits_again_unless_a_newer_change_does()
    {
        Put("ann", ChatStatus.Online);
        Put("bob", ChatStatus.Online);
        var untold = _changes.Take(2);
        Put("bob", ChatStatus.Offline);
        _changes.PutBack(untold);

        Assert.Equal([View("bob", ChatStatus.Offline), View("ann", ChatStatus.Online)], _changes.Take(10));
    }

    private void Put(string user, ChatStatus status) => _changes.Put(View(user, status));

    private static PresenceView View(string user, ChatStatus status) => new(new UserId(user), null, status, RoomScene.Now, InCall: false);
}
