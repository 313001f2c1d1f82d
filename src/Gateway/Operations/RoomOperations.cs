using System.Collections.Immutable;
using FChat.Gateway.Wire;
using FChat.Rooms;

namespace FChat.Gateway.Operations;

/// <summary>Operations on rooms and messages.</summary>
internal static class RoomOperations
{
    private const long DefaultMessages = 50;

    /// <summary>The table.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        new("create_room", Access.Adds, [Fields.RoomName, Fields.Members, Fields.RoomType], typeof(RoomView), static (request, arguments) =>
            request.Grains.Directory().CreateRoom(new CreateRoom(
                request.Caller,
                arguments.Find(Fields.RoomName),
                arguments.Get(Fields.Members, []),
                arguments.Get(Fields.RoomType, RoomType.Group),
                arguments.Command)).Answer()),

        new("get_rooms", Access.Read, [], typeof(RoomList), static (request, _) =>
            request.Grains.Directory().Rooms(request.Caller).Answer(rooms => new RoomList(rooms))),

        new("get_room", Access.Read, [Fields.Room], typeof(RoomView), static (request, arguments) =>
            request.Grains.Room(arguments.Get(Fields.Room)).View(request.Caller).Answer()),

        new("add_room_member", Access.Write, [Fields.Room, Fields.User], typeof(RoomView), static (request, arguments) =>
            request.Grains.Room(arguments.Get(Fields.Room)).AddMember(request.Caller, arguments.Get(Fields.User), arguments.Command).Answer()),

        new("remove_room_member", Access.Write, [Fields.Room, Fields.User], typeof(RoomView), static (request, arguments) =>
            request.Grains.Room(arguments.Get(Fields.Room)).RemoveMember(request.Caller, arguments.Get(Fields.User), arguments.Command).Answer()),

        new("send_message", Access.Adds, [Fields.Room, Fields.Content, Fields.ClientMessage], typeof(MessageReceipt), static (request, arguments) =>
            request.Grains.Room(arguments.Get(Fields.Room)).SendMessage(request.Caller, new SendMessage(
                arguments.Get(Fields.Content), arguments.Find(Fields.ClientMessage), arguments.Command)).Answer()),

        new("get_messages", Access.Read, [Fields.Room, Fields.BeforeSeq, Fields.Limit], typeof(MessageList), static (request, arguments) =>
            request.Grains.Directory().Messages(
                request.Caller,
                arguments.Get(Fields.Room),
                arguments.Find(Fields.BeforeSeq),
                (int)arguments.Get(Fields.Limit, DefaultMessages)).Answer(messages => new MessageList(messages))),

        new("mark_read", Access.Write, [Fields.Room, Fields.Seq], null, static (request, arguments) =>
            request.Grains.Room(arguments.Get(Fields.Room)).MarkRead(request.Caller, arguments.Get(Fields.Seq), arguments.Command).Answer()),
    ];
}
