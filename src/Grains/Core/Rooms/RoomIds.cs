using System.Security.Cryptography;
using System.Text;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <summary>Ids of rooms that must come out the same each time they are asked for.</summary>
public static class RoomIds
{
    /// <summary>The pair's own id for a direct room, the command's own for a repeatable request, else null: any new id.</summary>
    public static RoomId? For(CreateRoom request)
    {
        if (request.RoomType == RoomType.Direct)
        {
            UserId[] pair = [.. request.Members.Append(request.Creator.User).Distinct().Order()];
            return pair.Length == 2 ? Of("d", pair[0].Value, pair[1].Value) : null;
        }

        return request.Command is { } command ? Of("g", request.Creator.User.Value, command.Value) : null;
    }

    // A line break is in no id: two different pairs of texts never look the same. 160 bits: no two of them meet by chance.
    private static RoomId Of(string kind, string first, string second) =>
        new($"{kind}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{first}\n{second}")).AsSpan(0, 20))}");
}
