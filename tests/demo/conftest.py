from tests.built import built_demo

__all__ = ["built_demo"]
