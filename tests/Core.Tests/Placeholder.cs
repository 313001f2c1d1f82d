namespace FChat;
